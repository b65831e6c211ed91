namespace DropoutGen.Samples.Digits.Training;

/// <summary>A learning rate that falls from start to end along half a cosine (Loshchilov, Hutter 2017).</summary>
internal readonly record struct CosineSchedule(float Start, float End, int Steps)
{
    public float At(int step)
    {
        double along = Math.Clamp((double)step / Math.Max(Steps - 1, 1), 0, 1);
        return (float)(End + ((Start - End) * 0.5 * (1 + Math.Cos(Math.PI * along))));
    }
}
