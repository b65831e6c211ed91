namespace DropoutGen.CompilerServices;

/// <summary>Takes the predictions of one pass after the other; several threads may add rows of their own at once.</summary>
internal interface IPassRecorder
{
    /// <summary>Adds the predictions of a range of rows.</summary>
    /// <param name="predictions">Rows of predictions.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="firstRow">Number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="pass">Number of the pass, from 1.</param>
    void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass);
}
