using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A page of NAND flash with its spare bytes: two shares that are both optional.</summary>
public sealed class NandPage<THal>(Device controller)
    where THal : struct, IHal
{
    public int Read(int page, DmaBuffer? data, DmaBuffer? spare)
    {
        PhysAddr dataAddress = data is { } d ? THal.Share(d, DeviceToDriver) : default;
        PhysAddr spareAddress = spare is { } s ? THal.Share(s, DeviceToDriver) : default;
        controller.WriteRegister(0x00, (ulong)page);
        controller.WriteRegister(0x08, dataAddress.Value);
        controller.WriteRegister(0x10, spareAddress.Value);
        controller.Kick();

        int result = 0;
        if (!controller.Wait(50))
        {
            controller.Reset();
            result = -110;
        }

        if (spareAddress != default)
        {
            THal.Unshare(spareAddress, spare!.Value, DeviceToDriver);
        }

        if (dataAddress != default)
        {
            THal.Unshare(dataAddress, data!.Value, DeviceToDriver);
        }

        if (result == 0)
        {
            uint corrected = controller.ReadRegister(0x20);
            result = corrected == uint.MaxValue ? -74 : (int)corrected;
        }

        return result;
    }
}
