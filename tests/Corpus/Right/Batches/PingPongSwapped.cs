using Devices;
using Hal;

/// <summary>Two halves of a capture buffer take turns; locals are swapped by a tuple at the end of each round.</summary>
public sealed class PingPong<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _port = new();

    public int Receive(DmaBuffer whole, int rounds)
    {
        int half = whole.Length / 2;
        DmaBuffer active = whole.Slice(0, half);
        DmaBuffer idle = whole.Slice(half, half);
        int total = 0;
        for (int round = 0; round < rounds; round++)
        {
            PhysAddr at = THal.Share(active, BufferDirection.DeviceToDriver);
            _port.StartReceive(at, half);
            total += Sum(idle);
            _port.StopReceive();
            THal.Unshare(at, active, BufferDirection.DeviceToDriver);
            (active, idle) = (idle, active);
        }

        return total;
    }

    private static int Sum(DmaBuffer bytes)
    {
        int sum = 0;
        foreach (byte value in bytes.AsReadOnlySpan())
        {
            sum += value;
        }

        return sum;
    }
}
