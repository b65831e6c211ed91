using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Tests.Hazards;

/// <summary>DG1002: dropout scaled nowhere.</summary>
public sealed class UnscaledDropoutTests
{
    private const string None = "Scaling = DropoutScaling.None";

    [Theory]
    [InlineData("0.5", "2 times")]
    [InlineData("0.2", "1.25 times")]
    [InlineData("0.9", "10 times")]
    public async Task Message_carries_the_factor(string rate, string factor)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics(Declared($"Dropout({rate}, {None})")));
        Assert.Equal("DG1002", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Contains(factor, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"Dropout(0.5, {None})")]
    [InlineData($"Dropout(rate: 0.5, {None})")]
    [InlineData($"DropoutAttribute(0.5, {None})")]
    public async Task Stands_on_the_argument(string dropout) =>
        Assert.Equal([$"DG1002 '{None}'"], await AnalyzerRun.Over(Declared(dropout)));

    [Fact]
    public async Task Each_dropout_once() => Assert.Equal(
        [$"DG1002 '{None}'", $"DG1002 '{None}'"],
        await AnalyzerRun.Over(Code.Net($"[Network(4), Dropout(0.1, {None}), Dense(3), Dropout(0.5, {None}), Dense(2), SoftmaxCrossEntropy]")));

    [Theory]
    [InlineData("Dropout(0.5)")]
    [InlineData("Dropout(0.5, Scaling = DropoutScaling.Classic)")]
    [InlineData($"Dropout(0, {None})")]
    public async Task Near_misses(string dropout) => Assert.Empty(await AnalyzerRun.Over(Declared(dropout)));

    [Fact]
    public async Task Pragma_is_honoured() => Assert.Empty(await AnalyzerRun.Over(
        $"{Code.Using}#pragma warning disable DG1002\n[Network(4), Dense(3), Dropout(0.5, {None}), Dense(2), SoftmaxCrossEntropy]\npublic partial class Net;"));

    private static string Declared(string dropout) => Code.Net($"[Network(4), Dense(3), {dropout}, Dense(2), SoftmaxCrossEntropy]");
}
