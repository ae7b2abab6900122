using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: sa2ul - Fix memory leak of rxd": the receive context is given back also when the engine refuses the
// request.
public sealed unsafe class Sa2ulCipher<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int Nothing = 0;
    private const int NoMemory = -12;
    private const int TimedOut = -110;

    public int Crypt(DmaBuffer source, uint command)
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? context))
        {
            return NoMemory;
        }

        *context.Pointer<uint>(0) = command;
        *context.Pointer<int>(4) = source.Length;

        PhysAddr address = THal.Share(source, DriverToDevice);
        int cookie = engine.Submit(address, context.PaddrAt(64), source.Length);
        if (cookie < 0)
        {
            THal.Unshare(address, source, DriverToDevice);
            context.Dispose();
            return cookie;
        }

        bool done = engine.WaitFor(cookie, 1000);
        if (!done)
        {
            engine.Terminate();
        }

        THal.Unshare(address, source, DriverToDevice);
        context.Dispose();
        return done ? Nothing : TimedOut;
    }
}
