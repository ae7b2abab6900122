using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound, cmipci): the capture share is ended with the playback buffer.
internal sealed unsafe class Duplex<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public bool Loopback(byte* playback, byte* capture, int bytes)
    {
        var outgoing = new DmaBuffer(playback, bytes);
        var incoming = new DmaBuffer(capture, bytes);
        PhysAddr from = THal.Share(outgoing, DriverToDevice);
        PhysAddr to = THal.Share(incoming, DeviceToDriver);
        int cookie = engine.Submit(from, to, bytes);
        bool done = cookie >= 0 && engine.WaitFor(cookie, 1000);
        if (!done)
        {
            engine.Terminate();
        }

        (PhysAddr, BufferDirection) capturing = (to, DeviceToDriver);
        THal.Unshare(capturing.Item1, outgoing, capturing.Item2); //! HAL1006
        THal.Unshare(from, outgoing, DriverToDevice);
        return done && incoming[0] == outgoing[0];
    }
}
