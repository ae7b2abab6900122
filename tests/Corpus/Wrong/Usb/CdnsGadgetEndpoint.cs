using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "usb: gadget: cdns3: Fix missing cache operations for non-zero Endpoints": an OUT transfer is unmapped as if
// it had been an IN transfer, so that nothing is copied to the driver.
public sealed class OutEndpoint<THal>(Device controller)
    where THal : struct, IHal
{
    private const int TransferRingAddress = 0x28;
    private const int TransferredBytes = 0x2C;

    public int Receive(DmaBuffer space)
    {
        PhysAddr address = THal.Share(space, BufferDirection.DeviceToDriver);
        controller.WriteRegister(TransferRingAddress, address.Value);
        controller.Kick();
        if (!controller.Wait(5000))
        {
            controller.Reset();
            THal.Unshare(address, space, BufferDirection.DeviceToDriver);
            return -110;
        }

        int count = (int)controller.ReadRegister(TransferredBytes);
        THal.Unshare(address, space, BufferDirection.DriverToDevice); //! HAL1005
        return Math.Min(count, space.Length);
    }
}
