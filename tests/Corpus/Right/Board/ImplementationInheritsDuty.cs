using Hal;

/// <summary>A mapper whose Unmap ends the share, as its interface says.</summary>
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

    public void Unmap(PhysAddr address, DmaBuffer buffer)
    {
        if (buffer.Length < 64)
        {
            _small++;
        }

        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public int Small => _small;
}
