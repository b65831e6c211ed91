namespace DropoutGen.Samples;

internal static class Durations
{
    /// <summary>Seconds with one decimal, or minutes and seconds.</summary>
    public static string Show(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1)
            ? $"{time.TotalSeconds:F1} s"
            : $"{(int)time.TotalMinutes} min {time.Seconds:D2} s";
}
