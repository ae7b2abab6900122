namespace Hal.Analyzers.Flow.Graph;

internal enum CatchMatch : byte
{
    Never,
    Maybe,
    Always,
}
