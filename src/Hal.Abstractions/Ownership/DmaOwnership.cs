namespace Hal;

/// <summary>What a driver says about the ownership of shares and DMA memory, to the analyzers and to <see cref="Checked{THal}"/>.</summary>
public static class DmaOwnership
{
    /// <summary>
    /// Gives a share or an allocation up on purpose without releasing it, because the device may still use the memory and cannot be
    /// stopped. The duty to release it ends here, and rules HAL1002 and HAL2002 are silent.
    /// </summary>
    /// <typeparam name="THal">The HAL that shared or allocated it.</typeparam>
    /// <param name="paddr">The address that Share or DmaAlloc returned.</param>
    /// <remarks><b>Safety.</b> The memory stays valid, and untouched, for as long as the device may use it (contracts C12, C13).</remarks>
    public static void Abandon<THal>(PhysAddr paddr)
        where THal : struct, IHal => THal.Abandoned(paddr);
}
