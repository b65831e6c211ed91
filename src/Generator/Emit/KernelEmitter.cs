using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The file with a network's kernels for one vector width, and the passes that call them.</summary>
internal static class KernelEmitter
{
    public static string ClassName(InstructionSet set) =>
        set == InstructionSet.Scalar ? "KernelsScalar" : "Kernels" + Literals.Integer(set.Lanes() * 32);

    public static string Write(NetworkPlan plan, InstructionSet set)
    {
        VectorPrinter printer = VectorPrinter.For(set);
        return SourceFile.Write(plan.Type, printer.Aliases, [], string.Empty, writer =>
        {
            writer.Line($"// {plan.Title}: kernels for {Description(set)}.");
            writer.Line("// Rows of buffers are padded; weights are stored in panels, [panel][input][unit in panel].");
            writer.Line(SourceFile.GeneratedCode);
            using (writer.Block("private static class " + ClassName(set)))
            {
                writer.Line("// Kernels are compiled at once, at the highest tier, and never into their callers.");
                writer.Line(SourceFile.KernelOptions);
                new PassEmitter(writer, printer, plan).Write();
                if (Epilogues(plan, set).Any(static epilogue => epilogue.Program.Keeps)
                    || plan.Kernels.Any(static kernel => kernel is WeightGradientPlan { MaskRowBits: > 0 }))
                {
                    writer.Line();
                    printer.WriteKeep(writer);
                }

                if (Epilogues(plan, set).Any(static epilogue => epilogue.Program.Chooses))
                {
                    writer.Line();
                    printer.WriteChoose(writer);
                }

                bool isOneStep = RowStep.Exists(plan, set);
                foreach (EpiloguePlan epilogue in Epilogues(plan, set))
                {
                    writer.Line();
                    EpilogueEmitter.WriteHelper(writer, printer, epilogue, isOneStep);
                }

                foreach (KernelPlan kernel in plan.Kernels.Where(kernel => IsPrinted(kernel, set)))
                {
                    writer.Line();
                    Write(writer, printer, kernel);
                }
            }
        });
    }

    private static string Description(InstructionSet set) => set == InstructionSet.Scalar
        ? "single values"
        : Literals.Integer(set.Lanes() * 32) + "-bit vectors";

    // Helpers depend on the program alone; the layouts are the callers'.
    private static IEnumerable<EpiloguePlan> Epilogues(NetworkPlan plan, InstructionSet set) => plan.Kernels
        .Where(kernel => IsPrinted(kernel, set))
        .Select(static kernel => kernel.Fused)
        .Where(static epilogue => epilogue is not null)
        .Select(static epilogue => epilogue!)
        .GroupBy(static epilogue => epilogue.Name)
        .Select(static group => group.First());

    private static bool IsPrinted(KernelPlan kernel, InstructionSet set) =>
        RowGroupPlan.Exists(set) || kernel is not (GroupProductPlan or GroupWeightGradientPlan);

    private static void Write(CodeWriter writer, VectorPrinter printer, KernelPlan kernel)
    {
        switch (kernel)
        {
            case ProductPlan product:
                new ProductEmitter(writer, printer, product).Write();
                break;
            case DotProductPlan dotProduct:
                new DotProductEmitter(writer, printer, dotProduct).Write();
                break;
            case WeightGradientPlan weightGradient:
                new WeightGradientEmitter(writer, printer, weightGradient).Write();
                break;
            case GroupProductPlan product:
                new GroupProductEmitter(writer, printer, product).Write();
                break;
            case GroupWeightGradientPlan weightGradient:
                new GroupWeightGradientEmitter(writer, printer, weightGradient).Write();
                break;
            case ElementwisePlan elementwise:
                ElementwiseEmitter.Write(writer, printer, elementwise);
                break;
            case RowNormalizationPlan normalization:
                RowNormalizationEmitter.Write(writer, printer, normalization);
                break;
        }
    }
}
