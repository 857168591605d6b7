/**
 * The rules of accounts: what operators publish is checked, what is good is put in force and looked up by the legs.
 */
@NullMarked
package io.tonearm.recorder.policy;

import org.jspecify.annotations.NullMarked;
