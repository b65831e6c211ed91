namespace DropoutGen.Samples.Hazards;

/// <summary>Dropout written by hand.</summary>
public static class HandWritten
{
    public static void Unscaled(float[] hidden, float rate, Random random)
    {
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = random.NextSingle() < rate ? 0 : hidden[i]; // DG2001
        }
    }

    public static void DividedByRate(float[] hidden, float dropRate, Random random)
    {
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = random.NextSingle() < dropRate ? 0 : hidden[i] / dropRate; // DG2002
        }
    }
}
