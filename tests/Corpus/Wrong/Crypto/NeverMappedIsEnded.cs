using Hal;
using Devices;

// Follows a fix in Linux (drivers/crypto/qat, the unmapping of what was never mapped).
/// <summary>A cipher request without associated data: the cleanup ends a share that was never made.</summary>
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
        THal.Unshare(extra, associated, BufferDirection.DriverToDevice); //! HAL1001
        return status;
    }
}
