using Hal;
using Devices;

/// <summary>An SD host whose helper leaves the data's share to its caller.</summary>
public sealed unsafe class AdmaHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Transfer(DmaBuffer data, Descriptor* table)
    {
        PhysAddr address = THal.Share(data, BufferDirection.Both);
        if (!TryBuildTable(table, address, data))
        {
            THal.Unshare(address, data, BufferDirection.Both);
            return -7;
        }

        int error = _host.SendCommand(25, 0);
        THal.Unshare(address, data, BufferDirection.Both);
        return error;
    }

    private bool TryBuildTable(Descriptor* table, PhysAddr address, DmaBuffer data)
    {
        if (!_host.Has64BitDma && address.Value > uint.MaxValue)
        {
            Log.Info("the data lies above 4 GiB");
            return false;
        }

        table->Address = address.Value;
        table->Length = (uint)data.Length;
        return true;
    }
}
