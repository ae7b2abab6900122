using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux i2c (mediatek): that case unmaps the write buffer before it returns.
public sealed unsafe class Mt65xxI2c<THal>(Device controller)
    where THal : struct, IHal
{
    private const int MaxRead = 255;

    public enum Operation
    {
        Write,
        WriteRead,
    }

    public int Transfer(Operation operation, DmaBuffer write, DmaBuffer read)
    {
        PhysAddr writeAddress = THal.Share(write, DriverToDevice);
        int error = 0;
        switch (operation)
        {
            case Operation.Write:
                controller.Program(writeAddress, write.Length);
                break;

            case Operation.WriteRead:
                if (read.IsEmpty || read.Length > MaxRead)
                {
                    THal.Unshare(writeAddress, write, DriverToDevice);
                    return -22;
                }

                PhysAddr readAddress = THal.Share(read, DeviceToDriver);
                controller.Program(writeAddress, write.Length);
                controller.Program(readAddress, read.Length);
                controller.Kick();
                if (!controller.Wait(1000))
                {
                    controller.Reset();
                    error = -110;
                }

                THal.Unshare(readAddress, read, DeviceToDriver);
                THal.Unshare(writeAddress, write, DriverToDevice);
                return error;
        }

        controller.Kick();
        if (!controller.Wait(1000))
        {
            controller.Reset();
            error = -110;
        }

        THal.Unshare(writeAddress, write, DriverToDevice);
        return error;
    }
}
