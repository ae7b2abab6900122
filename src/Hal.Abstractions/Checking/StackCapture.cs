namespace Hal;

/// <summary>
/// When <see cref="Checked{THal}"/> records the stack of a Share or DmaAlloc, which a later report then shows as the place of the making.
/// </summary>
public enum StackCapture
{
    /// <summary>Never: reports give addresses and sizes alone.</summary>
    Off,

    /// <summary>
    /// As far as a budget goes, the default: the first 256 of a HAL, and about 1,000 a second after that, which is at most some 2 % of one
    /// core. Code that shares less often has every stack; a driver at full speed has samples.
    /// </summary>
    Budgeted,

    /// <summary>Always: about 20 us for each Share and DmaAlloc. For finding the one leak among millions.</summary>
    Always,
}
