using Devices;
using Hal;

/// <summary>For statements that share in their initializer and in their iterator, and unshare there too.</summary>
public sealed class ForIterators<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, int rounds)
    {
        int sum = 0;
        Shared<THal> share;
        int i;
        for (i = 0, share = new Shared<THal>(data, BufferDirection.Both);
            i < rounds;
            i++, share.Unshare(), share = new Shared<THal>(data, BufferDirection.Both))
        {
            sum += _device.Start(share.Paddr, i);
        }

        share.Unshare();
        return sum;
    }

    public int Once(DmaBuffer data)
    {
        for (PhysAddr at = THal.Share(data, BufferDirection.Both); ;)
        {
            if (_device.Poll())
            {
                THal.Unshare(at, data, BufferDirection.Both);
                return 0;
            }

            _device.Submit(at);
        }
    }
}
