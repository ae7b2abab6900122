using Devices;
using Hal;

/// <summary>Two slots as two locals, chosen by parity: each is ended before it is used again, and both at the end.</summary>
public sealed class EvenOdd<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void Run(DmaBuffer data, int size, PhysAddr sink)
    {
        Shared<THal> even = default, odd = default;
        int count = data.Length / size;
        for (int i = 0; i < count; i++)
        {
            DmaBuffer part = data.Slice(i * size, size);
            if (i % 2 == 0)
            {
                even.Unshare();
                even = new Shared<THal>(part, BufferDirection.DriverToDevice);
                _engine.Submit(even.Paddr, sink, size);
            }
            else
            {
                odd.Unshare();
                odd = new Shared<THal>(part, BufferDirection.DriverToDevice);
                _engine.Submit(odd.Paddr, sink, size);
            }
        }

        odd.Unshare();
        even.Unshare();
    }
}
