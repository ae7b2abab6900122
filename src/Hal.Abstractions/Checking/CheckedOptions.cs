using System;

namespace Hal;

/// <summary>
/// What <see cref="Checked{THal}"/> does about a broken contract, and what its checks may cost. Immutable: <c>with</c> makes a changed
/// copy.
/// </summary>
public sealed record CheckedOptions
{
    private static volatile CheckedOptions s_default = new();
    private readonly int _comparedBytes = 64 * 1024;

    /// <summary>The options of every HAL that has none of its own.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static CheckedOptions Default
    {
        get => s_default;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            s_default = value;
        }
    }

    /// <summary>
    /// Whether a broken contract throws <see cref="HalContractException"/>, the default. If not, it is counted and the program goes on: the
    /// HAL beneath is then called only with what was really shared or allocated, so a mistake that was reported cannot corrupt it too.
    /// </summary>
    public bool ThrowOnViolation { get; init; } = true;

    /// <summary>
    /// Called for each broken contract, on the thread and in the call that broke it, before the exception is thrown or the program goes on.
    /// </summary>
    public Action<HalContractException>? OnViolation { get; init; }

    /// <summary>When the stack of a Share or DmaAlloc is recorded.</summary>
    public StackCapture Stacks { get; init; } = StackCapture.Budgeted;

    /// <summary>
    /// How many bytes of a DriverToDevice share are looked at, at Share and again at Unshare, to find a buffer that the driver changed
    /// while the device might read it (HAL1007). 64 KiB by default, which is the whole of most buffers; of a longer one, the start. It
    /// costs some 10 ns a KiB and no memory. 0 switches it off.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int ComparedBytes
    {
        get => _comparedBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _comparedBytes = value;
        }
    }

    /// <summary>
    /// Whether the HAL's side of the contract is checked too: alignment, zeroed pages, aliasing, address 0, status (contracts I3 to I8 and
    /// I11). Switch it off where a test makes the HAL fail on purpose.
    /// </summary>
    public bool CheckHal { get; init; } = true;
}
