namespace Hal.Generators.Model;

/// <summary>The types that stand in the signatures of a HAL's members.</summary>
internal enum HalType
{
    Void,
    Int32,
    UIntPtr,
    BytePointer,
    PhysAddr,
    DmaBuffer,
    DmaAllocation,
    BufferDirection,
}
