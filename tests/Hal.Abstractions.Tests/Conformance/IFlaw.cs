namespace Hal.Tests.Conformance;

/// <summary>What is wrong with a <see cref="ModelHal{TFlaw}"/>: one mistake each, nothing by default.</summary>
internal interface IFlaw
{
    static virtual bool PointerIsMisaligned => false;

    static virtual bool AllocationsOverlap => false;

    static virtual bool PagesAreNotZeroed => false;

    static virtual bool PageZeroIsGood => false;

    static virtual bool NoMemoryThrows => false;

    static virtual bool NullPointerComesWithAnAddress => false;

    static virtual bool DeallocKeepsThePages => false;

    static virtual bool DeallocReturnsStatus => false;

    static virtual bool PagesAreFreedBeforeTheyAreUnmapped => false;

    static virtual bool PagesAreScatteredOnTheBus => false;

    static virtual bool PagesComeBackTooEarly => false;

    static virtual bool MemoryIsNotCoherent => false;

    static virtual bool AccessesTear => false;

    static virtual bool MappingIsNull => false;

    static virtual bool ShareCoversOnePage => false;

    static virtual bool BothIsCopiedInNeitherDirection => false;

    static virtual bool CopyInIsMissing => false;

    static virtual bool CopyOutIsMissing => false;

    static virtual bool FullPoolReturnsZero => false;

    static virtual bool FullPoolThrowsSomethingElse => false;

    static virtual bool RefusalKeepsASlot => false;

    static virtual bool SlotsOfOneDirectionAreLost => false;

    static virtual bool BouncesAreKeyedByPointer => false;

    static virtual bool NothingIsLocked => false;

    static virtual bool WholeLinesAreCopied => false;

    static virtual bool UnshareRevokesDmaMemory => false;
}
