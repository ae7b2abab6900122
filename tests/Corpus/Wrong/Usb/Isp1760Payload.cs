using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (isp1760): shared Both, ended DriverToDevice, so that the answer is never copied back.
internal sealed unsafe class ControlExchange<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Setup = 8;

    public int Status(byte* packet, int length)
    {
        var exchange = new DmaBuffer(packet, Setup + length);
        PhysAddr address = THal.Share(exchange, Both);
        int result = 0;
        if (!controller.Submit(address, exchange.Length))
        {
            result = -32;
        }
        else
        {
            while (!controller.Poll())
            {
            }
        }

        THal.Unshare(address, exchange, DriverToDevice); //! HAL1005
        return result != 0 ? result : exchange[Setup];
    }
}
