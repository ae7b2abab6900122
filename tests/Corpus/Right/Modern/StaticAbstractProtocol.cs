using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The protocol as a type argument with static abstract members, the HAL as another one.
public interface IProtocol<TSelf>
    where TSelf : IProtocol<TSelf>
{
    static abstract BufferDirection Direction { get; }

    static abstract int Start(Device device, PhysAddr address, int length);

    static virtual int Retries => 0;
}

public readonly struct Upload : IProtocol<Upload>
{
    public static BufferDirection Direction => DriverToDevice;

    public static int Start(Device device, PhysAddr address, int length) => device.Start(address, length);
}

public readonly struct Download : IProtocol<Download>
{
    public static BufferDirection Direction => DeviceToDriver;

    public static int Retries => 3;

    public static int Start(Device device, PhysAddr address, int length) => device.Start(address, length);
}

public static class StaticAbstractProtocol<THal>
    where THal : struct, IHal
{
    public static int Run<TProtocol>(Device device, DmaBuffer buffer)
        where TProtocol : struct, IProtocol<TProtocol>
    {
        PhysAddr paddr = THal.Share(buffer, TProtocol.Direction);
        try
        {
            int status = -1;
            for (int i = 0; i <= TProtocol.Retries && status < 0; i++)
            {
                status = TProtocol.Start(device, paddr, buffer.Length);
            }

            return status;
        }
        finally
        {
            device.Reset();
            THal.Unshare(paddr, buffer, TProtocol.Direction);
        }
    }

    public static int Both(Device device, DmaBuffer up, DmaBuffer down) =>
        Run<Upload>(device, up) is < 0 and var error ? error : Run<Download>(device, down);
}
