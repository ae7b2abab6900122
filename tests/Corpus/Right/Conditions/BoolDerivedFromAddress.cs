using Devices;
using Hal;

/// <summary>A bool is computed from the address after the fact, and an address compared by Value, by &gt; and by Equals.</summary>
public sealed class AddressTests<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer a, DmaBuffer b, DmaBuffer c, int parts)
    {
        PhysAddr aAt = default, bAt = default, cAt = default;
        if (parts >= 1)
        {
            aAt = THal.Share(a, BufferDirection.Both);
        }

        if (parts >= 2)
        {
            bAt = THal.Share(b, BufferDirection.Both);
        }

        if (parts >= 3)
        {
            cAt = THal.Share(c, BufferDirection.Both);
        }

        bool hasA = aAt != default;
        _device.Wait(parts);
        if (!cAt.Equals(default))
        {
            THal.Unshare(cAt, c, BufferDirection.Both);
        }

        if (bAt.Value != 0)
        {
            THal.Unshare(bAt, b, BufferDirection.Both);
        }

        if (hasA)
        {
            THal.Unshare(aAt, a, BufferDirection.Both);
        }
    }
}
