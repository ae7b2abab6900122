namespace Hal;

/// <summary>What is found out about a share while it is made, outside the lock.</summary>
/// <param name="Stack">The stack of the Share, if it was recorded.</param>
/// <param name="Content">What a DriverToDevice buffer holds.</param>
internal readonly record struct Making(MakingStack? Stack, Content Content);
