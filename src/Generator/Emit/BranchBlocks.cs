using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>Calls in order; those that ask the same of residual branches stand in one block.</summary>
internal static class BranchBlocks
{
    /// <param name="writer">What the blocks go to.</param>
    /// <param name="calls">The calls.</param>
    /// <param name="write">Writes one of them.</param>
    public static void Write(CodeWriter writer, IEnumerable<Call> calls, Action<Call> write)
    {
        EquatableArray<BranchChoice> open = default;
        foreach (Call call in calls)
        {
            if (!call.Branches.Equals(open))
            {
                Close();

                // Not equal, of one branch: the other answer.
                bool isOther = open.Count == 1 && call.Branches.Count == 1 && open[0].Site == call.Branches[0].Site;
                open = call.Branches;
                if (open.Count > 0)
                {
                    writer.Open(isOther ? "else" : $"if ({Condition(open)})");
                }
            }

            write(call);
        }

        Close();

        void Close()
        {
            if (open.Count > 0)
            {
                writer.Close();
            }
        }
    }

    private static string Condition(EquatableArray<BranchChoice> choices) => string.Join(
        " && ", choices.Select(static choice => $"{(choice.IsKept ? string.Empty : "!")}pass.KeepsBranch({Literals.Integer(choice.Site)})"));
}
