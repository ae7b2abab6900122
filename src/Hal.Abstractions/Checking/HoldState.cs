namespace Hal;

/// <summary>Where a share or allocation is in its life.</summary>
internal enum HoldState : byte
{
    /// <summary>The HAL is still making it: it has no address yet.</summary>
    Making,

    /// <summary>The driver holds it.</summary>
    Live,

    /// <summary>Released rightly; once more is a double release.</summary>
    Released,

    /// <summary>
    /// Named by a wrong release that was reported, or abandoned on purpose. The driver's duty has ended, the HAL still holds it: a right
    /// release that comes later is let through to the HAL without a word.
    /// </summary>
    Forgiven,

    /// <summary>Forgiven, and given back to the HAL since.</summary>
    Settled,
}
