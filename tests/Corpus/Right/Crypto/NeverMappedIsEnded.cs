using Hal;
using Devices;

/// <summary>A cipher request without associated data: the cleanup ends only what was shared.</summary>
public sealed unsafe class AuthenticatedCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Seal(DmaBuffer text, DmaBuffer associated, bool hasAssociated)
    {
        PhysAddr extra = default;
        if (hasAssociated)
        {
            extra = THal.Share(associated, BufferDirection.DriverToDevice);
        }

        PhysAddr address = THal.Share(text, BufferDirection.Both);
        int status = _unit.Encrypt(address, address, extra, text.Length);
        THal.Unshare(address, text, BufferDirection.Both);
        if (hasAssociated)
        {
            THal.Unshare(extra, associated, BufferDirection.DriverToDevice);
        }

        return status;
    }
}
