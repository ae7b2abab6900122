using System.Threading;
using Devices;
using Hal;

/// <summary>A do-while with a countdown; what happens after it depends on why it ended, the Unshare does not.</summary>
public sealed class AudioFlush<THal>
    where THal : struct, IHal
{
    private readonly Device _codec = new();

    public bool Flush(DmaBuffer period)
    {
        PhysAddr at = THal.Share(period, BufferDirection.DriverToDevice);
        _codec.Program(at, period.Length);
        int spins = 10_000;
        bool empty;
        do
        {
            empty = (_codec.ReadRegister(8) & 0x80) != 0;
            Thread.SpinWait(20);
        }
        while (!empty && --spins != 0);

        if (!empty)
        {
            _codec.Reset();
        }

        THal.Unshare(at, period, BufferDirection.DriverToDevice);
        return empty;
    }
}
