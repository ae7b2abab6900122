using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (vmwgfx): the call in the finally ends the share that the error path has ended.
internal sealed class CommandBuffer<THal>(Device gpu)
    where THal : struct, IHal
{
    public bool Present(DmaBuffer commands)
    {
        PhysAddr address = THal.Share(commands, DriverToDevice);
        try
        {
            if (!gpu.Submit(address, commands.Length))
            {
                Finish();
                return false;
            }

            while (!gpu.Poll())
            {
            }

            return true;
        }
        finally
        {
            Finish(); //! HAL1004
        }

        void Finish() => THal.Unshare(address, commands, DriverToDevice);
    }
}
