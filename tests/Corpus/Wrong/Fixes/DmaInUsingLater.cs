using System;
using Devices;
using Hal;

/// <summary>The second allocation throws after the first was tested: explicit throw between.</summary>
public sealed class DmaInUsingLater<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public Dma<THal> Open(uint version)
    {
        var ring = new Dma<THal>(2, BufferDirection.Both); //! HAL2002
        if (mailbox.Execute(version, ring.Paddr) != 0)
        {
            throw new DeviceException("unsupported version");
        }

        return ring;
    }
}
