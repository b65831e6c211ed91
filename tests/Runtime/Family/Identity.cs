namespace DropoutGen.Runtime.Tests.Family;

/// <summary>Makes square weights the identity, so that a network's outputs are what its dropout leaves of the inputs.</summary>
internal static class Identity
{
    public static void Set(ParameterView weight)
    {
        for (int unit = 0; unit < weight.Shape[0]; unit++)
        {
            for (int input = 0; input < weight.Shape[1]; input++)
            {
                weight[unit, input] = unit == input ? 1f : 0f;
            }
        }
    }
}
