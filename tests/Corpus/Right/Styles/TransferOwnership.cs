using System.Collections.Generic;
using Devices;
using Hal;

public sealed class TransferOwnership<THal> where THal : struct, IHal
{
    private readonly List<(PhysAddr, DmaBuffer)> _held = [];

    public void Hold([TransfersOwnership] PhysAddr address, DmaBuffer buffer) => _held.Add((address, buffer));

    public void ReleaseAll()
    {
        foreach ((PhysAddr a, DmaBuffer b) in _held)
        {
            THal.Unshare(a, b, BufferDirection.Both);
        }

        _held.Clear();
    }

    public static bool TryMap(DmaBuffer buffer, [MustUnshare] out PhysAddr address)
    {
        address = default;
        if (buffer.Length > 4096)
        {
            return false;
        }

        address = THal.Share(buffer, BufferDirection.Both);
        return true;
    }

    public bool Add(DmaBuffer buffer, Device device)
    {
        if (!TryMap(buffer, out PhysAddr a))
        {
            return false;
        }

        if (!device.Submit(a))
        {
            THal.Unshare(a, buffer, BufferDirection.Both);
            return false;
        }

        Hold(a, buffer);
        return true;
    }
}
