namespace DropoutGen;

/// <summary>What the rows of a network were normalised by: kept with it, in its file and in checkpoints.</summary>
public static class NetworkNormalization
{
    extension<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        /// <summary>
        /// What inputs are normalised by before the network sees them; <see langword="null"/> if they are not. The network
        /// takes inputs as they are given: <see cref="Normalization.Apply"/> is the caller's.
        /// </summary>
        /// <exception cref="ArgumentException">The columns are not the network's inputs.</exception>
        public Normalization? InputNormalization
        {
            get => network.State.InputNormalization;
            set => network.State.InputNormalization = value;
        }

        /// <summary>
        /// What targets were normalised by; <see langword="null"/> if they were not. <see cref="Normalization.Undo"/> takes
        /// predictions back to their units.
        /// </summary>
        public Normalization? TargetNormalization
        {
            get => network.State.TargetNormalization;
            set => network.State.TargetNormalization = value;
        }
    }
}
