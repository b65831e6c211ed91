namespace DropoutGen.Theory;

/// <summary>The class that a row of outputs stands for.</summary>
internal static class LargestOutput
{
    /// <summary>Index of the largest value, of the first of equal ones.</summary>
    public static int Of(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = values[i] > values[largest] ? i : largest;
        }

        return largest;
    }
}
