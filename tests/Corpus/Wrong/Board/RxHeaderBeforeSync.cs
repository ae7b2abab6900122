using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "stm32f7:sdmmc defer invalidate until after DMA completion" (pull request 4872): the CPU looks at the data too
// early.
public sealed unsafe class RxHeaderBeforeSync<THal>(SerialPort uart)
    where THal : struct, IHal
{
    public int ReceiveFrame(DmaBuffer frame)
    {
        PhysAddr address = THal.Share(frame, DeviceToDriver);
        uart.StartReceive(address, frame.Length);
        ushort* header = (ushort*)frame.Pointer;
        int length = 0;
        for (int tries = 0; tries < 100; tries++)
        {
            if (uart.Received >= 4)
            {
                length = header[1]; //! HAL1007
                break;
            }

            Thread.Sleep(1);
        }

        int received = uart.StopReceive();
        THal.Unshare(address, frame, DeviceToDriver);
        return length <= received ? length : -84;
    }
}
