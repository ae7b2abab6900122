using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux i2c (ismt): an exception for a missing acknowledge is thrown while the descriptor's data is mapped.
internal sealed class IsmtTransfer<THal>(Device bus, DmaBuffer bounce)
    where THal : struct, IHal
{
    private const int StatusRegister = 0x204;
    private const uint Nack = 1 << 4;
    private const uint Success = 1;

    public void Read(Span<byte> into)
    {
        DmaBuffer data = bounce.Slice(0, into.Length);
        PhysAddr paddr = THal.Share(data, BufferDirection.DeviceToDriver); //! HAL1002
        bus.Program(paddr, data.Length);
        bus.Kick();
        if (!bus.Wait(1000))
        {
            bus.Reset();
            THal.Unshare(paddr, data, BufferDirection.DeviceToDriver);
            throw new TimeoutException("the SMBus did not answer");
        }

        uint status = bus.ReadRegister(StatusRegister);
        if ((status & Nack) != 0)
        {
            throw new DeviceException("no acknowledge");
        }

        THal.Unshare(paddr, data, BufferDirection.DeviceToDriver);
        if ((status & Success) == 0)
        {
            throw new DeviceException("the transfer failed");
        }

        data.AsReadOnlySpan().CopyTo(into);
    }
}
