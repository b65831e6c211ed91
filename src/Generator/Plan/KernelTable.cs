using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>The kernels of a network: a plan that equals an earlier one but for its name is that one.</summary>
internal sealed class KernelTable
{
    private readonly List<KernelPlan> _kernels = [];
    private readonly Dictionary<KernelPlan, string> _names = [];
    private readonly Dictionary<(LaneProgram, EquatableArray<string>), string> _programs = [];

    public IEnumerable<KernelPlan> All => _kernels;

    /// <summary>Adds a plan if it is new; returns the name to call.</summary>
    public string Add(KernelPlan kernel)
    {
        kernel = kernel switch
        {
            ProductPlan product => product with { Epilogue = Named(product.Epilogue) },
            DotProductPlan dotProduct => dotProduct with { Epilogue = Named(dotProduct.Epilogue) },
            ElementwisePlan elementwise => elementwise with { Epilogue = Named(elementwise.Epilogue) },
            RowNormalizationPlan normalization => normalization with { Epilogue = Named(normalization.Epilogue) },
            GroupProductPlan product => product with { Epilogue = Named(product.Epilogue) },
            _ => kernel,
        };
        KernelPlan key = kernel with { Name = string.Empty, Purpose = string.Empty };
        if (_names.TryGetValue(key, out string? name))
        {
            return name;
        }

        name = Unused(kernel.Name, _kernels.Select(static other => other.Name));
        _names.Add(key, name);
        _kernels.Add(kernel with { Name = name });
        return name;
    }

    /// <summary>
    /// An epilogue with the name of its helper: one holds each program, and programs that differ in constants only would have the same
    /// name.
    /// </summary>
    public EpiloguePlan Named(EpiloguePlan epilogue)
    {
        if (!_programs.TryGetValue((epilogue.Program, epilogue.StreamNames), out string? name))
        {
            name = Unused(epilogue.Name, _programs.Values);
            _programs.Add((epilogue.Program, epilogue.StreamNames), name);
        }

        return epilogue with { Name = name };
    }

    private static string Unused(string wanted, IEnumerable<string> taken)
    {
        string name = wanted;
        for (int i = 2; taken.Contains(name); i++)
        {
            name = wanted + "Variant" + i.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
