/**
 * A month's statement of an account, and whether what was billed is what was delivered.
 *
 * <p>{@link io.tonearm.sandbox.bill.Reconciliation} matches the events, {@link io.tonearm.sandbox.bill.Statement} is one month
 * of them. Not here: reading topics, and what a recording ought to cost - the policy in force at its start is in no event.
 * Minutes and money are exact decimals with 6 places, times are microseconds, months are those of UTC.
 */
@NullMarked
package io.tonearm.sandbox.bill;

import org.jspecify.annotations.NullMarked;
