using Devices;
using Hal;

/// <summary>The loops that share and unshare count the same things by different words.</summary>
public sealed class VectorIo<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Submit(DmaBuffer[] vector)
    {
        int n = vector.Length;
        PhysAddr[] list = new PhysAddr[n];
        for (int i = 0; i != n; i++)
        {
            list[i] = THal.Share(vector[i], BufferDirection.Both);
        }

        bool ok = _device.Submit(list[0], n);
        int left = list.Length;
        while (left > 0)
        {
            left--;
            THal.Unshare(list[left], vector[left], BufferDirection.Both);
        }

        return ok;
    }
}
