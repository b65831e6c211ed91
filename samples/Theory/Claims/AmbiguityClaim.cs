using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>What an ensemble gains follows from the disagreement of its members: an identity for squared errors, nothing for votes.</summary>
internal sealed class AmbiguityClaim : Claim
{
    private static readonly int[] s_members = [2, 3, 5, 9, 15, 25, 51, 101];

    private AmbiguityReport[] _means = [];
    private MajorityVoteReport[] _votes = [];

    public override string Name => "ensemble";

    public override string Title => "E_ind - E_ens = (T - 1) / (2 T) D";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(256, seed);
        var network = new Curved(seed);
        Training.Run(network, data.Inputs, data.Targets, 1_000, seed);
        _means = [.. s_members.Select(members => AmbiguityDecomposition.Measure(network, data.Inputs, data.Targets, members, seed))];
        AmbiguityReport mean = _means[Array.IndexOf(s_members, 25)];
        Add(
            "squared error, 25 masks",
            Numbers.Show(mean.PredictedGain),
            Numbers.Show(mean.Gain),
            $"off by {Numbers.Show(Math.Abs(mean.Residual))} of E_ind",
            _means.Max(static report => Math.Abs(report.Residual)) < 1e-12 ? "holds" : "NO");

        SpiralData spiral = SpiralData.Draw(400, seed);
        var classifier = new Spiral(seed);
        Training.Run(classifier, spiral.Inputs, spiral.Labels, 60, seed);
        _votes = [.. s_members.Select(members => MajorityVote.Measure(classifier, spiral.Inputs, spiral.Labels, members, seed))];
        MajorityVoteReport vote = _votes[Array.IndexOf(s_members, 25)];
        Add(
            "majority vote, 25 masks",
            Numbers.Show(vote.SquaredErrorGain),
            Numbers.Show(vote.Gain),
            $"off by {Numbers.Show(Math.Abs(vote.Gain - vote.SquaredErrorGain) / vote.IndividualError)} of E_ind",
            "not for votes");
    }

    public override void Draw(string path)
    {
        double[] members = [.. s_members.Select(static count => (double)count)];
        var means = new Chart("Mean of T masks: squared error", "masks T", "gain over one mask", logarithmicX: true);
        means.Line("(T - 1) / (2 T) D", members, _means.Select(static report => report.PredictedGain), Palette.Dropout);
        means.Dots("E_ind - E_ens", members, [.. _means.Select(static report => report.Gain)], Palette.Plain);
        var votes = new Chart("Majority of T masks: share of wrong rows", "masks T", "gain over one mask", logarithmicX: true);
        votes.Line("(T - 1) / (2 T) D", members, _votes.Select(static report => report.SquaredErrorGain), Palette.Dropout);
        votes.Dots("E_ind - E_majority", members, [.. _votes.Select(static report => report.Gain)], Palette.Plain);
        Chart.Save(path, means.WithLegend(Alignment.LowerRight), votes.WithLegend(Alignment.LowerRight));
    }
}
