package io.tonearm.sandbox;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The rules of accounts: a command for each thing to do with them. */
@Command(
        name = "policy",
        description = {
            "Sets and shows the rules of accounts: what a pause is, what a stop and a transfer do, what a minute costs, where"
                    + " recordings may go. A change applies to recordings that start afterwards; an account without a policy"
                    + " goes by the recorder's default.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm policy apply azure --account acme",
            "  tonearm policy show --account acme",
            "  tonearm policy list",
            "  tonearm policy remove --account acme",
            "",
            "tonearm policy COMMAND --help explains a command."
        })
final class PolicyCommand {

    /** With its commands. */
    static CommandLine commandLine(Console console) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new ApplyPolicyCommand(console))
                .addSubcommand(new ShowPolicyCommand(console))
                .addSubcommand(new ListPoliciesCommand(console))
                .addSubcommand(new RemovePolicyCommand(console));
    }
}
