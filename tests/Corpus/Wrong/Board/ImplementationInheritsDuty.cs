using Hal;

/// <summary>A mapper whose interface says that Unmap ends the share, and whose Unmap keeps it for small buffers.</summary>
public interface IMapper
{
    [return: MustUnshare]
    PhysAddr Map(DmaBuffer buffer);

    void Unmap([Unshares] PhysAddr address, DmaBuffer buffer);
}

public sealed class CachingMapper<THal> : IMapper
    where THal : struct, IHal
{
    private int _small;

    public PhysAddr Map(DmaBuffer buffer) => THal.Share(buffer, BufferDirection.Both);

    public void Unmap(PhysAddr address, DmaBuffer buffer) //! HAL1002
    {
        if (buffer.Length < 64)
        {
            _small++;
            return;
        }

        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public int Small => _small;
}
