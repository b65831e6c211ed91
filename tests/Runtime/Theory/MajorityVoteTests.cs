using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Theory;

public sealed class MajorityVoteTests
{
    [Fact]
    public void A_majority_can_be_worse_than_its_voters()
    {
        // Three rows of class 0, three voters, one of them right on each row.
        MajorityVoteReport report = MajorityVote.Compute([0, 1, 1, 1, 0, 1, 1, 1, 0], [0, 0, 0], classes: 2, members: 3);
        Assert.Equal(2.0 / 3, report.IndividualError, 1e-12);
        Assert.Equal(1, report.MajorityError);
        Assert.Equal(2.0 / 3, report.Disagreement, 1e-12);
        Assert.Equal(-1.0 / 3, report.Gain, 1e-12);
        Assert.Equal(2.0 / 9, report.SquaredErrorGain, 1e-12);
    }

    [Fact]
    public void And_better_than_squared_errors_would_allow()
    {
        MajorityVoteReport report = MajorityVote.Compute([1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0], classes: 2, members: 3);
        Assert.Equal(1.0 / 3, report.Gain, 1e-12);
        Assert.True(report.Gain > report.SquaredErrorGain + 0.1);
    }

    [Fact]
    public void Of_classes_with_as_many_votes_the_first_counts()
    {
        Assert.Equal(0, MajorityVote.Compute([2, 1], [1], classes: 3, members: 2).MajorityError);
        Assert.Equal(1, MajorityVote.Compute([2, 1], [2], classes: 3, members: 2).MajorityError);
    }

    [Fact]
    public void Passes_of_a_classifier_vote()
    {
        // The hidden units' values are 1 and the output is their signed sum: one unit more or less turns it.
        var network = new SmallClassifier(1);
        network.Dense0Weight.CopyFrom(new float[12]);
        network.Dense0Bias.CopyFrom([1, 1, 1, 1]);
        network.Dense1Weight.CopyFrom([1, 1, 1, 1, 0, 0, 0, 0]);
        network.Dense1Bias.CopyFrom([0, 5]);

        // Class 1 loses where more than 2 of 4 units, doubled, are kept: with probability 5/16 in each pass.
        MajorityVoteReport report = MajorityVote.Measure(network, new float[3], [0], passes: 4000, seed: 3);
        double error = Math.Sqrt(5.0 / 16 * 11 / 16 / 4000);
        Assert.InRange(report.IndividualError, (11.0 / 16) - (4 * error), (11.0 / 16) + (4 * error));
        Assert.Equal(1, report.MajorityError);
    }

    [Fact]
    public void Bad_votes_are_refused()
    {
        Assert.Contains("votes[1] is 3", Assert.Throws<ArgumentException>(
            () => MajorityVote.Compute([0, 3], [0], classes: 3, members: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MajorityVote.Measure(new SmallRegression(1), new float[3], [0], 2, seed: 1));
        Assert.Equal("targets", Assert.Throws<ArgumentOutOfRangeException>(
            () => MajorityVote.Measure(new SmallClassifier(1), new float[3], [2], 2, seed: 1)).ParamName);
    }
}
