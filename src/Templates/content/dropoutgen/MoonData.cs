namespace DropoutApp;

/// <summary>Points on two interleaved half circles, a class each, with noise.</summary>
public static class MoonData
{
    public static (float[] Points, int[] Classes) Draw(int count, int seed)
    {
        var random = new Random(seed);
        var points = new float[2 * count];
        var classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            int moon = classes[i] = i % 2;
            double angle = Math.PI * random.NextDouble();
            double x = moon == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle);
            double y = moon == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle);
            points[2 * i] = (float)(x + 0.2 * (random.NextDouble() - 0.5));
            points[2 * i + 1] = (float)(y + 0.2 * (random.NextDouble() - 0.5));
        }

        return (points, classes);
    }
}
