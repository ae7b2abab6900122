using System;

namespace Hal.TwoWitnesses.Running;

/// <summary>A run asked for more outcomes than any program needs: it is given up.</summary>
internal sealed class EndlessRunException : Exception;
