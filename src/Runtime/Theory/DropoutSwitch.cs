using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>Switches off one dropout of a pass whose masks are drawn, so that the others act alone.</summary>
internal static class DropoutSwitch
{
    /// <summary>Makes a site keep every value as it is.</summary>
    /// <param name="state">What the network holds.</param>
    /// <param name="workspace">Where the masks stand.</param>
    /// <param name="site">Number of the dropout.</param>
    public static void Off(NetworkState state, Workspace workspace, int site)
    {
        DropoutDefinition definition = state.Dropouts[site].Definition;
        if (definition.Kind is DropoutKind.Gaussian or DropoutKind.Concrete)
        {
            workspace.BufferSpan(definition.NoiseBuffer).Fill(1f);
            return;
        }

        // Masks of later passes may stand there too.
        workspace.Ahead(site).Clear();
        workspace.MaskSpan(site).Fill(uint.MaxValue);
        workspace.TrainingScales[site] = 1f;
        workspace.SetBranchKept(site, true);
        if (definition.Kind == DropoutKind.Connect)
        {
            WeightMasks.Apply(state, workspace, site);
        }
    }
}
