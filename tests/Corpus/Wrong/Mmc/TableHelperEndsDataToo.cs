using Hal;
using Devices;

// Follows a fix in EDK2, e36d5ac7d1.
/// <summary>An SD host whose helper ends the data's share when it cannot build the table, and whose caller ends it again.</summary>
public sealed unsafe class AdmaHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Transfer(DmaBuffer data, Descriptor* table)
    {
        PhysAddr address = THal.Share(data, BufferDirection.Both);
        if (!TryBuildTable(table, address, data))
        {
            THal.Unshare(address, data, BufferDirection.Both); //! HAL1004
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
            THal.Unshare(address, data, BufferDirection.Both);
            return false;
        }

        table->Address = address.Value;
        table->Length = (uint)data.Length;
        return true;
    }
}
